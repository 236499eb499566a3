package io.reinstate.service;

/** How one service is handled, whatever runs it. Starting and stopping may be repeated. */
interface Control {

  ServiceStatus status();

  void start();

  void stop();

  void reload();

  String recentLog(int lines);
}
