package io.sanhang.task.plan;

import io.sanhang.task.directory.DirectoryFollower;
import org.springframework.stereotype.Component;

/** A document that a unit had not signed for waits for the one that took over. */
@Component
class CirculationFollower implements DirectoryFollower {

    private final CirculationRepository circulations;

    CirculationFollower(CirculationRepository circulations) {
        this.circulations = circulations;
    }

    @Override
    public void merged(Merger merger) {
        circulations
                .waitingFor(merger.from())
                .forEach(document -> circulations.replace(document.takenOver(merger.from(), merger.into())));
    }
}
