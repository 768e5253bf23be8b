package io.sanhang.identity.directory;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.identity.directory.*}.
 *
 * @param county the county's name; in front of a unit's name it says nothing
 */
@Validated
@ConfigurationProperties("sanhang.identity.directory")
record DirectoryProperties(@NotBlank @DefaultValue("清河县") String county) {}
