package io.reinstate.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of users and groups by number. Each is asked for once: the system may read its files of
 * users anew for every question, which would cost more than looking at the file.
 */
public final class Owners {

  private final Map<Integer, String> users = new ConcurrentHashMap<>();
  private final Map<Integer, String> groups = new ConcurrentHashMap<>();

  String user(int number, Path owned) throws IOException {
    return name(users, number, owned, "unix:owner");
  }

  String group(int number, Path owned) throws IOException {
    return name(groups, number, owned, "unix:group");
  }

  private static String name(Map<Integer, String> known, int number, Path owned, String attribute)
      throws IOException {
    var name = known.get(number);
    if (name == null) {
      name = Files.getAttribute(owned, attribute, LinkOption.NOFOLLOW_LINKS).toString();
      known.put(number, name);
    }
    return name;
  }
}
