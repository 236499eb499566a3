package io.reinstate.demo;

import io.reinstate.people.Group;
import io.reinstate.people.People;

/**
 * The demo's users. Everybody knows their password, so the demo listens on the loopback address
 * only.
 */
final class DemoPeople {

  static final String PASSWORD = "Roll-back-1";

  private DemoPeople() {}

  static void introduce(People people) {
    people.person("olivia", "Olivia", "Operator", PASSWORD, Group.OPERATORS);
    people.person("samir", "Samir", "Senior", PASSWORD, Group.SENIOR_DEVELOPERS, Group.OPERATORS);
    people.person("petra", "Petra", "Lead", PASSWORD, Group.PROJECT_LEADS);
    people.person("stella", "Stella", "Stakeholder", PASSWORD, Group.STAKEHOLDERS);
    people.person("adrian", "Adrian", "Auditor", PASSWORD, Group.AUDITORS);
    people.administrator("admin", PASSWORD);
  }

  /** The users, for the first screen. */
  static String listed() {
    return """
        olivia  operator, starts             samir   senior developer, approves
        petra   project lead, approves       stella  stakeholder, approves full restores
        adrian  auditor, reads               admin   administrator
        The password of all of them is %s"""
        .formatted(PASSWORD);
  }
}
