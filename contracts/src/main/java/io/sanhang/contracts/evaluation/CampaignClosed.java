package io.sanhang.contracts.evaluation;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A campaign takes no more ballots; the number is final. */
@EventName("evaluation.campaign-closed.v1")
public record CampaignClosed(String campaignId, String title, long ballots) implements DomainEvent {}
