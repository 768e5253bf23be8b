package io.sanhang.task;

import io.sanhang.testing.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
