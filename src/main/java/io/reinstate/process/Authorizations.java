package io.reinstate.process;

import java.util.Arrays;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;

/**
 * What each group may do. Everybody reads; some start and cancel; nobody but the engine's steps
 * writes variables.
 */
final class Authorizations {

  private final AuthorizationService authorizations;

  Authorizations(AuthorizationService authorizations) {
    this.authorizations = authorizations;
  }

  void grant(Group group) {
    grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
    grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    grant(group, Resources.APPLICATION, "welcome", Permissions.ACCESS);
    grant(group, Resources.DEPLOYMENT, Authorization.ANY, Permissions.READ);
    grant(
        group,
        Resources.DECISION_DEFINITION,
        Authorization.ANY,
        Permissions.READ,
        Permissions.READ_HISTORY);
    grant(group, Resources.FILTER, Authorization.ANY, Permissions.READ);
    if (group.starts()) {
      grant(group, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.CREATE);
      grant(group, Resources.PROCESS_DEFINITION, Authorization.ANY, starters());
    } else {
      grant(group, Resources.PROCESS_DEFINITION, Authorization.ANY, readers());
    }
  }

  private static Permission[] readers() {
    return new Permission[] {
      ProcessDefinitionPermissions.READ,
      ProcessDefinitionPermissions.READ_INSTANCE,
      ProcessDefinitionPermissions.READ_TASK,
      ProcessDefinitionPermissions.READ_HISTORY
    };
  }

  private static Permission[] starters() {
    var permissions = Arrays.copyOf(readers(), readers().length + 3);
    permissions[readers().length] = ProcessDefinitionPermissions.CREATE_INSTANCE;
    permissions[readers().length + 1] = ProcessDefinitionPermissions.DELETE_INSTANCE;
    permissions[readers().length + 2] = ProcessDefinitionPermissions.RETRY_JOB;
    return permissions;
  }

  void grantEverything(String group) {
    for (var resource : Resources.values()) {
      save(group, resource, Authorization.ANY, Permissions.ALL);
    }
  }

  private void grant(Group group, Resource resource, String id, Permission... permissions) {
    save(group.id(), resource, id, permissions);
  }

  private void save(String group, Resource resource, String id, Permission... permissions) {
    var known =
        authorizations
            .createAuthorizationQuery()
            .groupIdIn(group)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    var authorization =
        known == null
            ? authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT)
            : known;
    authorization.setGroupId(group);
    authorization.setResource(resource);
    authorization.setResourceId(id);
    authorization.setPermissions(permissions);
    authorizations.saveAuthorization(authorization);
  }
}
