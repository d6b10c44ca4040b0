using System.Collections.Immutable;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Photographs of the pages of a document, joined into one PDF that is added as evidence.</summary>
public sealed class Photographs(EvidenceDesk evidence, Sheets sheets, TimeProvider clock)
{
    /// <summary>Of one document.</summary>
    public const int Most = 40;

    /// <summary>Joins photographs in the order given, each upright on a page of A4, without what cameras hide in files. The same photographs make the same file.</summary>
    /// <param name="input">Named after the first photograph.</param>
    /// <param name="photographs">With their names, for problems.</param>
    public async Task<Result<Evidence>> AddAsync(AddEvidence input, IReadOnlyList<(string Name, Stream Content)> photographs, Person person, CancellationToken cancel)
    {
        if (photographs.Count > Most)
            return EvidenceProblems.TooManyPhotographs(Most);
        if (!input.SaysNotSecret)
            return SecrecyProblems.Unstated(new(input.FileName, input.SaysNotSecret)); // nobody reads what is on a photograph
        if (!await sheets.MayEditAsync(input.Line, person, cancel))
            return EvidenceProblems.NotNow(input); // before any work
        List<DateOnly> taken = [];
        var drawn = ImmutableArray.CreateBuilder<byte[]>(photographs.Count);
        foreach (var (name, content) in photographs)
        {
            var named = input with { FileName = name };
            if (content.Length > EvidenceDesk.LongestFile)
                return EvidenceProblems.TooLong(named);
            if (FileKinds.Of(content).Kind is not { } kind || !FileKinds.Pictures.Contains(kind))
                return EvidenceProblems.NoPhotograph(name);
            if (!Pictures.CanDraw(kind))
                return EvidenceProblems.NoHeic(name);
            if (await Pictures.RedrawAsync(content, kind, PhotoPages.LongestSide, cancel) is not { } photograph)
                return EvidenceProblems.BrokenPhotograph(name);
            drawn.Add(photograph);
            taken.AddRange(FileDates.Said(content, kind));
        }

        using var file = new MemoryStream();
        PhotoPages.Write(file, drawn, FileDates.Latest(taken, VietnamTime.Today(clock)));
        file.Position = 0;
        return await evidence.AddAsync(input, file, person, cancel);
    }
}
