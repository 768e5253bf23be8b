package io.sanhang.feedback;

import io.sanhang.testing.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
