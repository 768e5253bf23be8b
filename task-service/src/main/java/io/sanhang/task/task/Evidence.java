package io.sanhang.task.task;

/** A file shown for a progress report or a close-out. Size in bytes. */
public record Evidence(String id, String name, long size) {}
