package dev.molly.guardrail;

import java.util.List;

/// A way to destroy what molly guards, or to take away what guards it.
///
/// @param id the id: `terminate-instance`
/// @param what who does what, as text: `an administrator terminates an instance`
/// @param requests the requests that all have to be permitted; none for a principal that no
///     policy of the check holds
/// @param remedy what closes the door, or helps where nothing does, as text
public record Door(String id, String what, List<ApiRequest> requests, String remedy) {
  public Door {
    requests = List.copyOf(requests);
  }
}
