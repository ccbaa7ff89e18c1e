package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.mapping.ChangedFiles;
import vn.lienthong.hub.mapping.ChangedFiles.InUse;

/** The files of which this process is made: since when they are in use, and why changed ones are not. */
@RestController
@RequestMapping("/api/v1/files")
class FilesApi {
    private final ChangedFiles files;

    FilesApi(ChangedFiles files) {
        this.files = files;
    }

    /** One line a system, and one each for {@code settings}, {@code procedures} and {@code pipeline}. */
    @GetMapping
    Listing<InUse> list(HttpServletRequest request) {
        new Asked(request).check();
        return Listing.whole(files.all());
    }
}
