package dev.molly.contract;

/// What happens to some of the calls that pass a [StrikingProxy].
///
/// @param call as [WireCall#name] has it
/// @param nth the first of those calls that is struck, counted from 1
/// @param times how many of them are, one after the other
record Strike(String call, int nth, int times, How how) {
  enum How {
    /// The connection is reset, and the request arrives nowhere.
    RESET_BEFORE(false),
    /// The request takes effect, and the connection is reset before an answer.
    RESET_AFTER(true),
    /// The request takes effect, and the connection is reset in the middle of the answer's body.
    RESET_IN_BODY(true),
    /// AWS asks to slow down.
    THROTTLE(false),
    /// AWS has an error of its own, and did nothing.
    ERROR_BEFORE(false),
    /// AWS has an error of its own, and did it all the same.
    ERROR_AFTER(true),
    /// No answer comes, and the connection stays.
    HANG(false),
    /// A 200 with nothing in it, from something that asked AWS nothing.
    EMPTY(false),
    /// The request takes effect, and what is answered is a 200 with nothing in it.
    EMPTY_AFTER(true),
    /// A 200 with a page for people, from something that asked AWS nothing.
    PAGE(false),
    /// The request takes effect, and half of the answer comes, as if it were all.
    HALF(true),
    /// A 403 with a page for people, from something that asked AWS nothing.
    FORBIDDEN_PAGE(false);

    private final boolean takesEffect;

    How(boolean takesEffect) {
      this.takesEffect = takesEffect;
    }

    boolean takesEffect() {
      return takesEffect;
    }
  }

  /// One call.
  static Strike once(How how, String call, int nth) {
    return new Strike(call, nth, 1, how);
  }

  /// Every call from the nth on.
  static Strike from(How how, String call, int nth) {
    return new Strike(call, nth, Integer.MAX_VALUE, how);
  }

  /// Whether it falls on a call that is the nth of its name.
  boolean falls(String name, int count) {
    return call.equals(name) && count >= nth && count - nth < times;
  }
}
