package io.reinstate.engine;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The expressions that a model may hold: a step, a call of a bean that came with the model, or a
 * condition over known variables. None reaches a member of anything else.
 */
public final class AllowedExpressions {

  private static final Pattern STEP = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern BEGINS = Pattern.compile("[$#]\\{");

  private final Set<String> steps;
  private final Pattern call;
  private final Pattern condition;

  /**
   * @param steps the beans that are steps
   * @param brought the beans that models brought along
   * @param variables the names of all variables
   */
  AllowedExpressions(Set<String> steps, Set<String> brought, Set<String> variables) {
    this.steps = steps;
    var variable = "(?:" + String.join("|", variables) + ")";
    this.call =
        Pattern.compile(
            "\\$\\{(?:" + String.join("|", brought) + ")\\.[a-z]\\w*\\(" + variable + "\\)}");
    var value =
        ("(?:VAR|authority\\.VAR|execution\\.processBusinessKey|execution\\.getVariable\\('VAR'\\)"
                + "|'[\\w -]*'|true|false|null)")
            .replace("VAR", variable);
    var part = "(?:not )?(?:empty )?" + value + "(?: == " + value + ")?";
    this.condition = Pattern.compile("[$#]\\{" + part + "(?: (?:and|or) " + part + ")*}");
  }

  /**
   * @param kind what may stand there besides words: {@code step}, {@code call}, {@code expression},
   *     or nothing
   */
  boolean allows(String kind, String value) {
    if (!BEGINS.matcher(value).find()) {
      return !kind.equals("step") && !kind.equals("call");
    }
    return switch (kind) {
      case "step" -> {
        var named = STEP.matcher(value);
        yield named.matches() && steps.contains(named.group(1));
      }
      case "call" -> call.matcher(value).matches();
      case "expression" -> condition.matcher(value).matches();
      default -> false;
    };
  }
}
