package io.reinstate.process;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** The names that models, forms and decisions may use. */
public final class Known {

  /** The answer of the authority table, while it is looked up; what the table is asked. */
  static final Set<String> LOCAL = Set.of("authority", "runbook", "loopCounter");

  private static final Set<String> LANGUAGE =
      Set.of(
          "true",
          "false",
          "null",
          "empty",
          "not",
          "and",
          "or",
          "eq",
          "ne",
          "if",
          "then",
          "else",
          "list",
          "contains",
          "for",
          "number",
          "in",
          "return",
          "count",
          "split",
          "string");

  private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern VARIABLE_BY_NAME = Pattern.compile("getVariable\\('(\\w+)'\\)");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_]\\w*");

  private Known() {}

  static Set<String> variables() {
    return Variables.names();
  }

  /** Every step, by its simple class name, with its full one. */
  static SortedMap<String, String> stepClasses() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(JavaDelegate.class));
    return scanner.findCandidateComponents("io.reinstate.process").stream()
        .map(BeanDefinition::getBeanClassName)
        .collect(
            toMap(ClassUtils::getShortName, name -> name, (one, other) -> other, TreeMap::new));
  }

  /** Every step, by its simple class name. */
  public static Set<String> steps() {
    return stepClasses().keySet();
  }

  /** The names an expression refers to: variables and beans, not their members. */
  static Set<String> namesIn(String expression) {
    var byName = VARIABLE_BY_NAME.matcher(expression).results().map(found -> found.group(1));
    var withoutTexts = TEXT.matcher(expression).replaceAll("");
    var direct = NAME.matcher(withoutTexts).results().map(found -> found.group());
    return Stream.concat(byName, direct)
        .filter(name -> !LANGUAGE.contains(name))
        .collect(toCollection(TreeSet::new));
  }
}
