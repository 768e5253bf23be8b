package io.sanhang.evaluation;

import io.sanhang.testing.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
