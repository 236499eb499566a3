package io.reinstate.people;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * What each group may do. Everybody reads; some start and cancel; nobody but the engine's steps
 * writes variables.
 */
final class Authorizations {

  private final AuthorizationService authorizations;
  private final RepositoryService repository;

  Authorizations(AuthorizationService authorizations, RepositoryService repository) {
    this.authorizations = authorizations;
    this.repository = repository;
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
    grant(group, Resources.PROCESS_DEFINITION, Authorization.ANY, everywhere(group));
    if (group.starts()) {
      grant(group, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.CREATE);
      startable()
          .forEach(
              runbook ->
                  grant(
                      group,
                      Resources.PROCESS_DEFINITION,
                      runbook,
                      ProcessDefinitionPermissions.CREATE_INSTANCE));
    }
  }

  /** The runbooks; what they call is not started on its own. */
  private List<String> startable() {
    return repository
        .createProcessDefinitionQuery()
        .latestVersion()
        .startableInTasklist()
        .list()
        .stream()
        .map(ProcessDefinition::getKey)
        .toList();
  }

  private static Permission[] everywhere(Group group) {
    var permissions =
        new ArrayList<Permission>(
            List.of(
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.READ_HISTORY));
    if (group.starts()) {
      // Cancelling and retrying reach into the processes that a runbook called.
      permissions.add(ProcessDefinitionPermissions.DELETE_INSTANCE);
      permissions.add(ProcessDefinitionPermissions.RETRY_JOB);
    }
    return permissions.toArray(Permission[]::new);
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
