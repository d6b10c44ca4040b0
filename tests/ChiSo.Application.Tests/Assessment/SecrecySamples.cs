using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Files that bear a secrecy stamp or not, and what every place that takes files does with them.</summary>
internal static class SecrecySamples
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static FileStream Stamped() => Open("dong-dau-mat.pdf");

    /// <summary>Its text can be read and speaks of stamps without bearing one.</summary>
    public static FileStream Readable() => Open("nhac-den-mat.pdf");

    /// <summary>A stamped file is refused whatever is said, a scan without somebody's word; nothing of either is kept. With the word the scan is taken, and the trail keeps who gave it.</summary>
    /// <param name="takeAsync">Hands over a file, with or without the word, and returns what was wrong.</param>
    public static async Task ShouldBeHeldToAsync(string files, ChiSoDatabase database, Func<Stream, bool, Task<IReadOnlyCollection<Problem>>> takeAsync)
    {
        var before = Kept(files);
        await using (var stamped = Stamped())
        {
            var problem = (await takeAsync(stamped, true)).ShouldHaveSingleItem();
            (problem.Code, problem.What.Vi.Contains("TỐI MẬT (trang 1)", StringComparison.Ordinal)).ShouldBe(("file.secret-inside", true));
        }

        (await takeAsync(Scan(), false)).ShouldHaveSingleItem().Code.ShouldBe("file.secrecy-unstated");
        Kept(files).ShouldBe(before);
        (await takeAsync(Scan(), true)).ShouldBeEmpty();
        Kept(files).ShouldBe(before + 1);
        await using var context = database.Open();
        (await context.AuditPayloads.AsNoTracking().Select(payload => payload.Json).ToListAsync(Cancel)).ShouldContain(json => json.Contains("\"saysNotSecret\":true", StringComparison.OrdinalIgnoreCase));
    }

    private static MemoryStream Scan() => new("%PDF-1.7 bản quét"u8.ToArray());

    private static int Kept(string files) => Directory.Exists(files) ? Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Count() : 0;

    private static FileStream Open(string name) => File.OpenRead(RepositoryFiles.At("tests", "ChiSo.Application.Tests", "Assessment", "SecrecyFiles", name));
}
