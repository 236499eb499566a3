package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.reinstate.catalog.ColourId;
import io.reinstate.catalog.ServiceId;
import io.reinstate.catalog.ToggleId;
import java.util.Optional;

/** What a plan would do besides exchanging files. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlannedAct.SwitchTraffic.class, name = "switch-traffic"),
  @JsonSubTypes.Type(value = PlannedAct.SetToggle.class, name = "set-toggle"),
  @JsonSubTypes.Type(value = PlannedAct.ManualStep.class, name = "manual-step")
})
public sealed interface PlannedAct {

  /** One sentence for people. */
  String sentence();

  /** Whether it replaces what customers wrote; whoever approves the plan may leave it out. */
  default boolean replacesData() {
    return false;
  }

  /**
   * New requests are led to another colour.
   *
   * @param from the colour that serves now; empty when that is unclear
   * @param to the colour that is to serve
   * @param health what the other colour answers now
   */
  record SwitchTraffic(Optional<ColourId> from, ColourId to, String health) implements PlannedAct {
    @Override
    public String sentence() {
      return "Traffic: from "
          + from.map(ColourId::toString).orElse("nobody knows which colour")
          + " to **"
          + to
          + "**. "
          + health;
    }
  }

  /**
   * A person does something by hand.
   *
   * @param title what
   * @param instructions how, in Markdown
   * @param service what is verified when it is done
   */
  record ManualStep(String title, String instructions, Optional<ServiceId> service)
      implements PlannedAct {
    @Override
    public String sentence() {
      return "By hand: **"
          + title
          + "**"
          + service.map(verified -> "; then " + verified + " is verified.").orElse(".");
    }
  }

  /**
   * A toggle gets another value.
   *
   * @param toggle which
   * @param title what people call it
   * @param from its present value; empty where there is none
   * @param to its new value
   */
  record SetToggle(ToggleId toggle, String title, Optional<String> from, String to)
      implements PlannedAct {
    @Override
    public String sentence() {
      return "Toggle **" + title + "**: from `" + from.orElse("unset") + "` to `" + to + "`.";
    }
  }
}
