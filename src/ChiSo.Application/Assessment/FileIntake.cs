using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>A file as somebody hands it over.</summary>
/// <param name="Name">As the browser sent it.</param>
/// <param name="SaysNotSecret">Whether the person says that it bears no secrecy stamp: needed where its text can't be read.</param>
public sealed record SentFile(string Name, bool SaysNotSecret);

/// <summary>A file that was taken in.</summary>
/// <param name="Dates">The days it says of itself, as they stand there; none where the place doesn't ask.</param>
internal sealed record TakenFile(StoredFile Stored, FileKind Kind, IReadOnlyList<DateOnly> Dates);

/// <summary>What a place takes, and what it says to the rest.</summary>
/// <param name="Takes">Which kinds.</param>
/// <param name="Refused">What is said to another kind, or to what is of none.</param>
/// <param name="Instead">What to do with a document that is secret.</param>
internal sealed record FileRules(Func<FileKind, bool> Takes, Func<FileRefusal?, Problem> Refused, Problem TooLong, Words Instead)
{
    /// <summary>Reads the days a file says of itself; <c>null</c> where the place doesn't ask. What takes too long says none.</summary>
    public Func<Stream, FileKind, IReadOnlyList<DateOnly>>? Dates { get; init; }

    /// <summary>Signed or scanned papers.</summary>
    public static FileRules Pdf(Problem notPdf) => new(kind => kind == FileKinds.Pdf, _ => notPdf, notPdf, SecrecyProblems.PaperStays);
}

/// <summary>The one way in for files people hand over: of a kind the place takes, and without a secrecy stamp. Of what is refused nothing is kept.</summary>
internal static class FileIntake
{
    /// <summary>The longest file taken, in bytes (50 MB).</summary>
    public const long Longest = 50L * 1024 * 1024;

    /// <summary>Reading a file's text takes no longer: after that it counts as one that can't be read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The days a file says of itself are a hint, worth no longer wait.</summary>
    private static readonly TimeSpan PatienceForDates = TimeSpan.FromSeconds(3);

    public static async Task<Result<TakenFile>> TakeAsync(FileVault vault, SentFile sent, Stream content, FileRules rules, CancellationToken cancel)
    {
        Result<JudgedFile> judged = rules.TooLong; // so it stays when the file never comes whole
        var stored = await vault.PutAsync(content, Longest, cancel, async file =>
        {
            judged = await JudgeAsync(sent, file, rules, cancel);
            return judged.Problems.IsEmpty;
        });
        return judged.TryGet(out var file) && stored is not null ? new TakenFile(stored, file.Kind, file.Dates) : judged.Problems;
    }

    private static async Task<Result<JudgedFile>> JudgeAsync(SentFile sent, Stream content, FileRules rules, CancellationToken cancel)
    {
        var (kind, unknown) = FileKinds.Of(content);
        if (kind is null || !rules.Takes(kind))
            return rules.Refused(unknown);
        var copy = new MemoryStream(); // the readers may outlive our patience, and the stream
        content.Position = 0;
        await content.CopyToAsync(copy, cancel);
        var (finding, place, mark) = await WithinAsync(Patience, () => SecrecyMarks.Find(ViewOf(copy), kind), (SecrecyFinding.Unclear, Words.Same(""), ""), cancel);
        return finding switch
        {
            SecrecyFinding.Marked => SecrecyProblems.Marked(sent, place, mark, rules.Instead),
            SecrecyFinding.Unclear when !sent.SaysNotSecret => SecrecyProblems.Unstated(sent),
            _ => new JudgedFile(kind, rules.Dates is { } read ? await WithinAsync(PatienceForDates, () => read(ViewOf(copy), kind), [], cancel) : []),
        };
    }

    /// <summary>With a place of its own, for a reader that may still be at work when the next one begins.</summary>
    private static MemoryStream ViewOf(MemoryStream whole) => new(whole.GetBuffer(), 0, (int)whole.Length, writable: false);

    private static async Task<T> WithinAsync<T>(TimeSpan patience, Func<T> read, T otherwise, CancellationToken cancel)
    {
        var reading = Task.Run(read, CancellationToken.None);
        return await Task.WhenAny(reading, Task.Delay(patience, cancel)) == reading ? await reading : otherwise;
    }

    private sealed record JudgedFile(FileKind Kind, IReadOnlyList<DateOnly> Dates);
}
