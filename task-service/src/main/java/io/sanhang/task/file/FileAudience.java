package io.sanhang.task.file;

import io.sanhang.support.security.Caller;

/**
 * Who, besides its uploader, may see a file. Files know nothing of what they are evidence for; the features that show
 * them do.
 */
public interface FileAudience {
    boolean maySee(String fileId, Caller caller);
}
