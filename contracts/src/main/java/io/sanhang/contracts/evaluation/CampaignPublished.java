package io.sanhang.contracts.evaluation;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** A campaign's result is public. */
@EventName("evaluation.campaign-published.v1")
public record CampaignPublished(String campaignId, String title, List<String> unitIds) implements DomainEvent {}
