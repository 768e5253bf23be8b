package io.sanhang.contracts.evaluation;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.Instant;
import java.util.List;

/** A mass appraisal campaign takes ballots from now on. */
@EventName("evaluation.campaign-opened.v1")
public record CampaignOpened(String campaignId, String title, List<String> unitIds, Instant closes)
        implements DomainEvent {}
