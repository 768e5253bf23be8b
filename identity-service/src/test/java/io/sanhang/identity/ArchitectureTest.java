package io.sanhang.identity;

import io.sanhang.testing.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
