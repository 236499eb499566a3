package io.reinstate.traffic;

import io.reinstate.catalog.application.ColourId;

/** A proxy of any kind, as far as the traffic of one application goes. */
interface Proxy {

  /** Where it leads new requests now. */
  Serving serving();

  /**
   * Leads all new requests to the colour and returns when it does. Asked only where it does not do
   * so already; may be repeated after a kill at any point.
   */
  void leadTo(ColourId colour);

  /**
   * Makes what is so now outlive a restart of the proxy, as far as that can be done, and says what
   * a restart would change.
   */
  String settle();
}
