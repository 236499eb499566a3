package io.reinstate.web.api;

import io.reinstate.process.task.OpenTask;
import io.reinstate.process.task.OpenTasks;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Approvals, checklists, steps by hand, verdicts and take-overs, with the rights of Tasklist. */
@RestController
@RequestMapping("/api/tasks")
class TasksApi {

  private final OpenTasks tasks;

  TasksApi(OpenTasks tasks) {
    this.tasks = tasks;
  }

  @GetMapping
  @Operation(summary = "The tasks that wait for you and that you may complete, the oldest first")
  List<OpenTask> mine() {
    return tasks.mine();
  }

  @GetMapping("/{id}")
  @Operation(summary = "One task: what it shows, what it asks for, and what can be answered")
  OpenTask.Whole one(@PathVariable("id") String id) {
    return tasks.one(id);
  }

  @PostMapping("/{id}/claim")
  @Operation(summary = "Claims a task for you, so that nobody else completes it")
  OpenTask claim(@PathVariable("id") String id) {
    return tasks.claim(id);
  }

  @PostMapping("/{id}/release")
  @Operation(summary = "Gives a task back that you claimed")
  OpenTask release(@PathVariable("id") String id) {
    return tasks.release(id);
  }

  @PostMapping("/{id}/complete")
  @Operation(
      summary =
          "Completes a task with the answers it asks for; the same answers once more change nothing")
  OpenTask.Completed complete(
      @PathVariable("id") String id, @RequestBody Map<String, Object> answers) {
    return tasks.complete(id, answers);
  }
}
