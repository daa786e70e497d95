"""Python runs this before moto_server: half of the server's time went into what is left out or kept here.

No line of a log for each request, which the tests throw away, and one send for an answer instead of two. What moto finds
out again for each request, or for each member of each answer, and finds the same each time, is found once: the names of
its modules, the actions of a service, the names that a member of an answer may have in moto's own objects, and that a
name can stand in XML. And moto, which keeps no events of CloudTrail, says so instead of failing. A moto without these
functions does not start: the tests say so at once.
"""

import functools
import logging

import moto.backends
import moto.cloudtrail.responses
import moto.core.responses
import moto.core.serialize
import werkzeug.serving
import xmltodict

logging.getLogger("werkzeug").setLevel(logging.ERROR)
werkzeug.serving.WSGIRequestHandler.wbufsize = -1
modules = tuple(moto.backends.list_of_moto_modules())
moto.backends.list_of_moto_modules = lambda: modules
moto.core.responses.method_names_from_class = functools.cache(moto.core.responses.method_names_from_class)
moto.cloudtrail.responses.CloudTrailResponse.lookup_events = lambda response: '{"Events": []}'
xmltodict._validate_name = functools.cache(xmltodict._validate_name)


class PossibleKeys:
    """As `get_possible_keys`, which goes by the member, its shape and the class of the object alone."""

    def __init__(self, original):
        self.original = original
        self.known = {}

    def __get__(self, picker, owner=None):
        return functools.partial(self.of, picker)

    def of(self, picker, context):
        of_what = (tuple(picker.alias_providers), context.key, context.shape, type(context.obj))
        keys = self.known.get(of_what)
        if keys is None:
            keys = self.known[of_what] = tuple(dict.fromkeys(self.original(picker, context)))
        return keys


picker = moto.core.serialize.XFormedAttributePicker
picker.get_possible_keys = PossibleKeys(picker.get_possible_keys)
