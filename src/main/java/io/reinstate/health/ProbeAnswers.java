package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.service.Answers;
import org.springframework.stereotype.Component;

/** Asks HTTP and TCP probes for what they were written for, whoever answers. */
@Component
public class ProbeAnswers implements Answers {

  private final HttpProbe http = new HttpProbe();

  @Override
  public boolean asExpected(ProbeSpec probe) {
    return probe instanceof ProbeSpec.Http asked
        ? http.ask(asked).verdict() == Verdict.HEALTHY
        : probe instanceof ProbeSpec.Tcp tcp && TcpProbe.ask(tcp).verdict() == Verdict.HEALTHY;
  }
}
