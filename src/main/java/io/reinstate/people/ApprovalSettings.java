package io.reinstate.people;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an approval needs.
 *
 * @param membershipAge how long somebody has to be a member of the approving group before a request
 *     (ISO 8601), so that nobody makes an approver for it
 */
@ConfigurationProperties("reinstate.approval")
record ApprovalSettings(@DefaultValue("PT24H") Duration membershipAge) {}
