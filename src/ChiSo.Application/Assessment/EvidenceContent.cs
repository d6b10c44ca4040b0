using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Whether the content of a file may be taken as evidence.</summary>
internal static class EvidenceContent
{
    /// <summary>Reading a file's text takes no longer: after that it counts as one that can't be read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>The kind of the file, or why it is refused.</returns>
    public static async Task<(FileKind? Kind, Problem? Refusal)> JudgeAsync(AddEvidence input, Stream content, CancellationToken cancel)
    {
        var (kind, refusal) = FileKinds.Of(content);
        if (kind is null)
            return (null, EvidenceProblems.Refused(input, refusal ?? FileRefusal.UnknownKind));
        var (finding, place, mark) = await SecrecyAsync(content, kind, cancel);
        return finding switch
        {
            SecrecyFinding.Marked => (null, EvidenceProblems.Marked(input, place, mark)),
            SecrecyFinding.Unclear when !input.SaysNotSecret => (null, EvidenceProblems.Unstated(input)),
            _ => (kind, null),
        };
    }

    private static async Task<(SecrecyFinding Finding, Words Place, string Mark)> SecrecyAsync(Stream content, FileKind kind, CancellationToken cancel)
    {
        var copy = new MemoryStream(); // the reader may outlive our patience, and the stream
        content.Position = 0;
        await content.CopyToAsync(copy, cancel);
        var reading = Task.Run(() => SecrecyMarks.Find(copy, kind), CancellationToken.None);
        return await Task.WhenAny(reading, Task.Delay(Patience, cancel)) == reading ? await reading : (SecrecyFinding.Unclear, Words.Same(""), "");
    }
}
