package io.reinstate.traffic;

import java.util.Arrays;
import java.util.List;

/**
 * One server of a backend, from {@code show servers state} (HAProxy Management Guide, 9.3).
 *
 * @param operation 0: stopped, 1: starting, 2: running, 3: stopping softly
 * @param administration a set of bits, see the constants
 * @param weight 0 means that it takes no new requests
 */
record HaproxyServer(String name, int operation, int administration, int weight) {

  /** Set on the server itself, by a server it tracks, or because its name has no address. */
  private static final int MAINTENANCE = 0x01 | 0x02 | 0x20;

  /** Set on the server itself, or by a server it tracks. */
  private static final int DRAINED = 0x08 | 0x10;

  /** Those of an answer; none when it is not a list of servers. */
  static List<HaproxyServer> parse(String answer) {
    var columns =
        answer
            .lines()
            .filter(line -> line.startsWith("# "))
            .findFirst()
            .map(line -> Arrays.asList(line.substring(2).split(" ")))
            .orElse(List.of());
    return answer
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Arrays.asList(line.split(" ")))
        .filter(fields -> !columns.isEmpty() && fields.size() >= columns.size())
        .map(fields -> of(columns, fields))
        .toList();
  }

  private static HaproxyServer of(List<String> columns, List<String> fields) {
    return new HaproxyServer(
        fields.get(columns.indexOf("srv_name")),
        Integer.parseInt(fields.get(columns.indexOf("srv_op_state"))),
        Integer.parseInt(fields.get(columns.indexOf("srv_admin_state"))),
        Integer.parseInt(fields.get(columns.indexOf("srv_uweight"))));
  }

  /** Whether it is meant to take new requests; one that is down does as soon as it is up. */
  boolean takesRequests() {
    return (administration & (MAINTENANCE | DRAINED)) == 0 && weight > 0;
  }

  boolean inMaintenance() {
    return (administration & MAINTENANCE) != 0;
  }

  boolean up() {
    return operation != 0;
  }
}
