package io.sanhang.task.problem;

import io.sanhang.support.security.Caller;
import io.sanhang.task.file.FileAudience;
import org.springframework.stereotype.Component;

/** Evidence of a resolution is seen by whoever sees the problem. */
@Component
class ProblemFiles implements FileAudience {

    private final ProblemRepository problems;
    private final Members members;

    ProblemFiles(ProblemRepository problems, Members members) {
        this.problems = problems;
        this.members = members;
    }

    /** The directory is asked for files of problems only. */
    @Override
    public boolean maySee(String fileId, Caller caller) {
        return problems.shows(fileId) && problems.shows(fileId, members.of(caller));
    }
}
