package io.tieout;

import io.tieout.platform.Console;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;

/** The retail sync hub that ties out every unit of stock and every cent. */
@Modulithic(systemName = "Tieout", sharedModules = "kernel")
@SpringBootApplication(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class) // simple names meet across modules
public class TieoutApplication {

    public static void main(String[] args) {
        if (Console.isCommand(args)) {
            System.exit(Console.run(TieoutApplication.class, args));
        }
        SpringApplication.run(TieoutApplication.class, args);
    }
}
