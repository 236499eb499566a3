package io.reinstate.people;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The lists of Tasklist: what waits for my groups, what is mine, and everything. Made once; they
 * may be changed there.
 */
@Component
public class TaskFilters {

  private final FilterService filters;
  private final TaskService tasks;

  TaskFilters(FilterService filters, TaskService tasks) {
    this.filters = filters;
    this.tasks = tasks;
  }

  public void ensure() {
    ensure(
        "For my groups",
        10,
        tasks
            .createTaskQuery()
            .taskCandidateGroupInExpression("${ currentUserGroups() }")
            .includeAssignedTasks());
    ensure("My tasks", 20, tasks.createTaskQuery().taskAssigneeExpression("${ currentUser() }"));
    ensure("All tasks", 30, tasks.createTaskQuery());
  }

  private void ensure(String name, int priority, TaskQuery query) {
    if (filters.createTaskFilterQuery().filterName(name).count() > 0) {
      return;
    }
    var filter = filters.newTaskFilter(name);
    filter.setQuery(query.orderByTaskPriority().desc());
    filter.setProperties(
        Map.of(
            "priority",
            priority,
            "refresh",
            true,
            "showUndefinedVariable",
            false,
            "variables",
            List.of(
                shown("application", "Application"),
                shown("module", "Module"),
                shown("requester", "Requested by"))));
    filters.saveFilter(filter);
  }

  private static Map<String, String> shown(String variable, String label) {
    return Map.of("name", variable, "label", label);
  }
}
