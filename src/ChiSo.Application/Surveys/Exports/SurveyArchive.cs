using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A closed survey as one ZIP to hand over ("gói bàn giao"): answers with their weights, design, targets, the index as data, the codebook, a script of R that computes the published figures again, and a README. Small groups and values few people share are hidden as in every other file of answers; free texts are not in it.</summary>
/// <remarks>Answers are written row by row. The figures of the script are computed with all answers in memory, as for the page of results.</remarks>
public sealed class SurveyArchive
{
    private readonly Result<string> script;

    private SurveyArchive(LiveSurvey survey, AnswerFiles files, ImmutableArray<(Words Name, ImmutableArray<string> Units)> blocks, CarriedDesign design, Result<string> script) =>
        (Survey, Files, Blocks, Design, this.script) = (survey, files, blocks, design, script);

    internal LiveSurvey Survey { get; }

    internal AnswerFiles Files { get; }

    internal ImmutableArray<(Words Name, ImmutableArray<string> Units)> Blocks { get; }

    internal CarriedDesign Design { get; }

    /// <param name="files">Of the same survey.</param>
    /// <param name="blocks">Names and units, as results show them.</param>
    /// <param name="sizes">People of the groups; <c>null</c> for what is known of the sample.</param>
    /// <returns>The archive, or what is wrong with <paramref name="sizes"/>. Where no index can be made for another reason it is handed over without one, and its README says why.</returns>
    public static Result<SurveyArchive> Of(LiveSurvey survey, AnswerFiles files, ImmutableArray<(Words Name, ImmutableArray<string> Units)> blocks, GroupSizes? sizes = null)
    {
        var made = files.Script(AnswersName, blocks, sizes);
        if (sizes is not null && !made.TryGet(out _))
            return made.Problems;
        return new SurveyArchive(survey, files, blocks, CarriedDesign.Of(survey, files.Shown, sizes ?? files.Shown.Counted.Sample.Sizes), made);
    }

    /// <param name="to">Left open; need not be one that can be moved in.</param>
    /// <param name="step">Told before each file, with how many were written, how many there are and what comes now.</param>
    public async Task WriteAsync(Stream to, Func<int, int, Words, Task> step, CancellationToken cancel)
    {
        var parts = Parts();
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var (at, part) in parts.Index())
        {
            await step(at, parts.Length, new($"Đang ghi {part.Name}", $"Writing {part.Name}"));
            await using var entry = await zip.CreateEntry(part.Name, CompressionLevel.Optimal).OpenAsync(cancel);
            part.Write(entry);
        }
    }

    private const string AnswersName = "answers.csv";

    private ImmutableArray<ArchivePart> Parts()
    {
        var parts = ImmutableArray.CreateBuilder<ArchivePart>();
        parts.Add(new(AnswersName, new("Mỗi dòng một phiếu; các cột cuối là thiết kế mẫu và trọng số.", "A row an answer; the last columns are the design and the weight."), file => Files.WriteWeighed(file, Design)));
        parts.Add(new(Name: "about.csv", new("Phiếu nào được tính, kết quả tiếp cận, tỷ lệ trả lời, những gì để trống.", "Which answers count, outcomes, response rates, what was emptied."), Files.WriteAbout));
        parts.Add(new(Name: "design.json", new("Thiết kế mẫu: chiso survey estimate design.json answers.csv.", "The design: chiso survey estimate design.json answers.csv."), file => file.Write(Design.File.Write())));
        parts.Add(new(Name: "design.schema.json", new("Mô tả mọi mục của design.json (JSON Schema).", "Describes every member of design.json (JSON Schema)."), WriteSchema));
        if (Design.Targets is { } targets)
            parts.Add(new(Name: "targets.csv", new("Số người của mỗi tầng mà trọng số phải khớp.", "The people of each stratum, which the weights meet."), file => CsvTables.Write(file, targets, CsvWriting.Exchanged)));
        if (IndexTree.Of(Survey).TryGet(out var tree))
            parts.Add(new(Name: "index.json", new("Chỉ số: cây yếu tố với quyền số, điểm của từng phương án, đơn vị, khối.", "The index: its tree with weights, what each answer is worth, units, blocks."), file => HandedIndex.Write(file, this, tree)));
        parts.Add(new(Name: "codebook.xml", new("Mô tả cuộc khảo sát và các biến (DDI Codebook 2.5).", "Describes the survey and its variables (DDI Codebook 2.5)."), file => Files.WriteCodebook(file, AnswersName, Design)));
        if (script.TryGet(out var text))
            parts.Add(new(Name: "check.R", new("Tính lại mọi con số đã nêu và dừng nếu có số khác: Rscript --vanilla check.R.", "Computes every published figure again and stops where one differs: Rscript --vanilla check.R."), file => WriteText(file, text)));
        parts.Add(new(Name: "README.txt", new("Tệp này.", "This file."), file => WriteText(file, Readme(parts))));
        return parts.ToImmutable();
    }

    private string Readme(IReadOnlyList<ArchivePart> parts)
    {
        var (least, notes) = (Survey.Declaration.MinimumCell, Files.Notes);
        ImmutableArray<Words> said =
        [
            .. Files.IsIllustrative ? [ExportNotes.Illustrative] : ImmutableArray<Words>.Empty,
            notes.Counted.Said, notes.Response.All, Design.Said,
            new($"Nhóm dưới {least} phiếu được gộp thành “{SmallGroups.Together}” hoặc bỏ ra; ý kiến viết tay không có trong gói này.", $"Groups of fewer than {least} answers are put together as “{SmallGroups.Together}” or left out; free texts are not in this archive."),
            .. Files.Emptied is { } emptied ? [emptied] : ImmutableArray<Words>.Empty,
            .. script.Problems.Select(problem => new Words($"Không có chỉ số và tệp R: {problem.What.Vi}", $"No index and no R script: {problem.What.En}")),
            new("Ai giữ gói này không tìm cách nhận ra người trả lời.", "Whoever holds this archive does not try to find out who answered."),
        ];
        return $"""
            {Survey.Code}: {Survey.Form.Say(Survey.Form.Title).Vi}

            {Told(words => words.Vi)}

            {Survey.Code}: {Survey.Form.Say(Survey.Form.Title).En}

            {Told(words => words.En)}

            """.ReplaceLineEndings("\n");

        string Told(Func<Words, string> say) => string.Join('\n', [.. parts.Select(part => $"{part.Name}: {say(part.About)}"), "", .. said.Select(say)]);
    }

    private static void WriteSchema(Stream file)
    {
        using var schema = typeof(SurveyArchive).Assembly.GetManifestResourceStream("survey-design.schema.json") ?? throw new InvalidOperationException("The schema of design files is not in the program.");
        schema.CopyTo(file);
    }

    private static void WriteText(Stream file, string text) => file.Write(Encoding.UTF8.GetBytes(text));

    /// <param name="About">What stands in it, for the README.</param>
    private sealed record ArchivePart(string Name, Words About, Action<Stream> Write);
}
