package io.reinstate.web.api;

import java.util.Set;

/** The table of permissions, for tests of other packages. */
public final class ApiPermissionsTable {

  private ApiPermissionsTable() {}

  /** Method and pattern of every endpoint in it. */
  public static Set<String> endpoints() {
    return ApiPermissions.TABLE.keySet();
  }

  /** Whether somebody of these groups may use it. */
  public static boolean permits(String endpoint, Set<String> groups) {
    return ApiPermissions.TABLE.get(endpoint).includes(groups);
  }
}
