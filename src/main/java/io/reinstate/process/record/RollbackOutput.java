package io.reinstate.process.record;

import io.reinstate.release.Builds;
import io.reinstate.release.HomeCommands;
import io.reinstate.rollback.plan.MissingArtifacts;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads what the commands of an act printed: builds, installations, caches, migrations, starts and
 * stops of services, probes.
 */
@Component
public class RollbackOutput {

  private static final int MOST = 64 * 1024;

  private final StartedRunbooks runbooks;
  private final Plans plans;
  private final Descriptions descriptions;
  private final Builds builds;
  private final HomeCommands commands;

  RollbackOutput(
      StartedRunbooks runbooks,
      Plans plans,
      Descriptions descriptions,
      Builds builds,
      HomeCommands commands) {
    this.runbooks = runbooks;
    this.plans = plans;
    this.descriptions = descriptions;
    this.builds = builds;
    this.commands = commands;
  }

  /**
   * What they printed so far, as text; empty when they printed nothing, or when it is older than 30
   * days. At most the last 64 KiB of each log.
   *
   * @throws io.reinstate.rollback.RollbackNotFound when there is no such act, or whoever asks may
   *     not read it
   */
  public String of(String key) {
    var record = runbooks.find(key);
    var application = descriptions.of(record);
    var logs = new ArrayList<Path>();
    logs.add(builds.log(application, record.instance() + "-Task_BuildRelease"));
    for (var plan = 1; plan <= plans.of(record.instance()).size(); plan++) {
      logs.add(builds.log(application, MissingArtifacts.key(key + "." + plan)));
      for (var purpose : List.of("-install", "-caches")) {
        logs.add(commands.log(application, key + "." + plan + purpose));
      }
    }
    logs.add(commands.log(application, KeptOutput.key(record)));
    return logs.stream()
        .filter(Files::exists)
        .map(RollbackOutput::end)
        .collect(Collectors.joining("\n"));
  }

  private static String end(Path log) {
    try (var channel = FileChannel.open(log)) {
      var buffer = ByteBuffer.allocate((int) Math.min(MOST, channel.size()));
      channel.read(buffer, channel.size() - buffer.capacity());
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }
}
