package io.reinstate.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;

/** How values of the catalog are read that are neither text nor number. */
final class CatalogValues extends SimpleModule {

  /** The attribute with the directory that paths start from. */
  static final String HOME = "home";

  static final Map<String, Class<? extends ProbeSpec>> PROBES =
      Map.ofEntries(
          Map.entry("http", ProbeSpec.Http.class),
          Map.entry("websocket", ProbeSpec.Websocket.class),
          Map.entry("process", ProbeSpec.Process.class),
          Map.entry("tcp", ProbeSpec.Tcp.class),
          Map.entry("command", ProbeSpec.Command.class),
          Map.entry("log", ProbeSpec.Log.class),
          Map.entry("resources", ProbeSpec.Resources.class),
          Map.entry("sql", ProbeSpec.Sql.class),
          Map.entry("revision", ProbeSpec.Revision.class),
          Map.entry("files", ProbeSpec.Files.class),
          Map.entry("baseline", ProbeSpec.Baseline.class));

  private static final long serialVersionUID = 1L;

  CatalogValues() {
    addDeserializer(Duration.class, new Durations());
    addDeserializer(Path.class, new Paths());
    addDeserializer(ProbeSpec.class, new Probes());
    addDeserializer(SystemUser.class, new Users());
  }

  private static final class Durations extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    Durations() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return DurationStyle.detectAndParse(parser.getText());
    }
  }

  private static final class Paths extends StdDeserializer<Path> {
    private static final long serialVersionUID = 1L;

    Paths() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return ((Path) context.getAttribute(HOME)).resolve(parser.getText()).normalize();
    }
  }

  private static final class Users extends StdDeserializer<SystemUser> {
    private static final long serialVersionUID = 1L;

    Users() {
      super(SystemUser.class);
    }

    /**
     * Somebody the system knows, or our own, whom it need not know. Never somebody else instead: as
     * root that would be root.
     */
    @Override
    public SystemUser deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var name = parser.getText();
      return SystemUser.of(name)
          .or(() -> Optional.of(SystemUser.own()).filter(own -> own.name().equals(name)))
          .orElseThrow(
              () -> JsonMappingException.from(parser, "This machine has no user «" + name + "»."));
    }
  }

  /**
   * The kind is a key: {@code {name, timeout, http: {url}}} is an {@code Http(name, timeout, url)}.
   */
  private static final class Probes extends StdDeserializer<ProbeSpec> {
    private static final long serialVersionUID = 1L;

    Probes() {
      super(ProbeSpec.class);
    }

    @Override
    public ProbeSpec deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      ObjectNode probe = context.readTree(parser).require();
      var kind = PROBES.keySet().stream().filter(probe::has).findFirst().orElseThrow();
      var settings = (ObjectNode) probe.remove(kind);
      return context.readTreeAsValue(probe.setAll(settings), PROBES.get(kind));
    }
  }
}
