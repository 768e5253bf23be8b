package io.sanhang.task.matter;

import io.sanhang.task.directory.DirectoryFollower;
import io.sanhang.task.task.Act;
import org.springframework.stereotype.Component;

/** Matters that are running go to the unit that took over; what it handed on before stays where it went. */
@Component
class MatterFollower implements DirectoryFollower {

    private final MatterRepository matters;

    MatterFollower(MatterRepository matters) {
        this.matters = matters;
    }

    @Override
    public void merged(Merger merger) {
        var act = Act.ofDirectory(merger.id(), merger.at());
        matters.runningAt(merger.from())
                .forEach(matter ->
                        matters.replace(matter.takenOver(merger.into(), merger.intoName(), merger.note(), act)));
    }
}
