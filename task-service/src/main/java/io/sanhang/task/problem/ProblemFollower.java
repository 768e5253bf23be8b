package io.sanhang.task.problem;

import io.sanhang.task.directory.DirectoryFollower;
import io.sanhang.task.task.Act;
import org.springframework.stereotype.Component;

/** A problem list goes on with the unit that took over, also with what was put right. */
@Component
class ProblemFollower implements DirectoryFollower {

    private final ProblemRepository problems;

    ProblemFollower(ProblemRepository problems) {
        this.problems = problems;
    }

    @Override
    public void merged(Merger merger) {
        var into = new ProblemList(merger.into(), merger.intoName(), false);
        var act = Act.ofDirectory(merger.id(), merger.at());
        problems.ofUnit(merger.from())
                .forEach(problem -> problems.replace(problem.unitMerged(merger.from(), into, merger.note(), act)));
    }

    @Override
    public void renamed(Renaming renaming) {
        var act = Act.ofDirectory(renaming.id(), renaming.at());
        problems.openOfPost(renaming.postId()).stream()
                .filter(problem -> problem.entryOf(act.id()).isEmpty())
                .forEach(problem -> problems.replace(problem.postRenamed(renaming.title(), renaming.note(), act)));
    }
}
