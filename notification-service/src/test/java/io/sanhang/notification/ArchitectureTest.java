package io.sanhang.notification;

import io.sanhang.testing.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
