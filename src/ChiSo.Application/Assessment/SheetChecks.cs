using System.Collections.Immutable;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Whether a finding stops a sheet from being handed in.</summary>
public enum Severity
{
    Blocking,

    Warning,
}

/// <summary>Something to look at before a sheet is handed in, at its line.</summary>
public sealed record Finding(Severity Severity, CriteriaNode Node, Problem Problem);

/// <summary>The checks before handing in: all findings at once, in printed order.</summary>
public static class SheetChecks
{
    public static ImmutableArray<Finding> Find(Sheet sheet) => [.. sheet.Own().SelectMany(node => sheet.IsExplanation ? OfExplanation(sheet, node) : OfLine(sheet, node))];

    /// <summary>The same, with what looks odd about the evidence: never blocking, since the appraiser judges it.</summary>
    public static ImmutableArray<Finding> Find(Sheet sheet, ImmutableArray<EvidenceRow> evidence) => [.. Find(sheet), .. OfEvidence(sheet, evidence)];

    private static IEnumerable<Finding> OfEvidence(Sheet sheet, ImmutableArray<EvidenceRow> evidence)
    {
        var lines = evidence.ToLookup(row => row.Evidence.Criterion);
        var shared = evidence.Where(row => row.Evidence.FileHash.Length > 0).GroupBy(row => row.Evidence.FileHash).Where(file => file.Select(row => row.Evidence.Criterion).Distinct().Count() > 1).Select(file => file.Key).ToHashSet();
        var cited = evidence.Where(row => row.Evidence.Number.Length > 0).GroupBy(Citation).Where(document => document.Select(row => row.Evidence.Criterion).Distinct().Count() > 1).Select(document => document.Key).ToHashSet();
        foreach (var node in sheet.Own())
        {
            if (lines[node.Code].Any(row => row.Hold is FileState.Infected))
                yield return Warning(node, "sheet.evidence-infected", "Một tệp kiểm chứng chứa mã độc nên không ai mở được.", "A file of evidence holds malware, so nobody can open it.", "Rút tệp này, quét máy tính, rồi nộp lại bản sạch.", "Withdraw it, scan your computer, and add a clean copy.");
            if (lines[node.Code].Any(row => row.OutsidePeriod))
                yield return Warning(node, "sheet.evidence-outside", "Tài liệu kiểm chứng ban hành ngoài kỳ số liệu.", "Evidence was issued outside the data period.", "Thay bằng tài liệu trong kỳ, hoặc giải trình vì sao vẫn tính.", "Replace it, or say why it still counts.");
            if (lines[node.Code].Any(row => row.DatedBefore))
                yield return Warning(node, "sheet.evidence-file-old", "Một tệp kiểm chứng ghi ngày trước kỳ số liệu.", "A file of evidence says of itself a day before the data period.", "Xem có phải tệp của năm trước; nếu đúng là tệp của kỳ này thì để nguyên.", "See whether it is last year's; if it is this period's, leave it.");
            if (lines[node.Code].Any(row => row.SeenBefore))
                yield return Warning(node, "sheet.evidence-seen-before", "Tài liệu kiểm chứng đã dùng ở kỳ trước.", "Evidence was used in an earlier round.", "Kiểm tra tài liệu còn đúng cho kỳ này.", "See that it still holds for this round.");
            if (lines[node.Code].Any(row => shared.Contains(row.Evidence.FileHash)))
                yield return Warning(node, "sheet.evidence-twice", "Một tệp đứng ở nhiều dòng, có thể bị tính trùng.", "One file supports several lines and may be counted twice.", "Ghi rõ mục, trang cho từng dòng.", "Name the section and page for each line.");
            else if (lines[node.Code].Any(row => row.Evidence.Number.Length > 0 && cited.Contains(Citation(row))))
                yield return Warning(node, "sheet.citation-twice", "Một văn bản được dẫn ở nhiều dòng, có thể bị tính trùng.", "One document is cited on several lines and may be counted twice.", "Ghi rõ mục, trang cho từng dòng.", "Name the section and page for each line.");
        }
    }

    /// <summary>What tells one official document from another: number, day and issuer, however they are typed.</summary>
    private static (string Number, DateOnly? IssuedOn, string Issuer) Citation(EvidenceRow row) => (Fold.Key(row.Evidence.Number), row.Evidence.IssuedOn, Fold.Key(row.Evidence.Issuer));

    private static IEnumerable<Finding> OfLine(Sheet sheet, CriteriaNode node)
    {
        if (!sheet.Positions.TryGetValue(node.Code, out var position))
        {
            if (sheet.CoveredBy(node) is not null)
                yield break; // whether it applies is being asked, or decided
            yield return Blocking(node, "sheet.line-empty", "Dòng này chưa có số liệu.", "Nothing is entered on this line.",
                "Nhập số liệu, hoặc nhập mức không đạt nếu không thực hiện.", "Enter it, or enter what was not achieved.");
            yield break;
        }

        var points = SheetPoints.Of(node, position);
        var explained = position.Reason.Length > 0;
        if (EvidenceOf(sheet, node, position) is { } lacking)
            yield return lacking;
        if (points < node.Max.Value && !explained)
            yield return Warning(node, "sheet.loss-unexplained", "Dòng này mất điểm mà chưa nêu lý do.", "Points are lost here and no reason is given.", "Nêu lý do để cơ quan thẩm định hiểu.", "Say why, so that appraisers understand.");
    }

    /// <summary>What a line that claims points lacks; <c>null</c> when nothing. Words the unit handed in before an appraisal count in the explanation too, as files do.</summary>
    private static Finding? EvidenceOf(Sheet sheet, CriteriaNode node, Position position)
    {
        var entry = EngineJson.Read<Entry>(position.Entry);
        if (SheetPoints.Of(node, entry) == 0)
            return null;
        var supported = sheet.Supported.Contains(node.Code);
        var isNamed = position.Evidence.Length > 0 || sheet.Claimed.GetValueOrDefault(node.Code) is { Evidence.Length: > 0 };
        if (node.Scoring?.EvidenceRule is { } rule)
            return entry is Entry.NoTask ? WhyNoTask(node, position) : Under(rule, node, supported, isNamed);
        return node.Scoring is { Evidence.Length: > 0 } && !supported && !isNamed && position.Reason.Length == 0
            ? Blocking(node, "sheet.evidence-missing", "Dòng này có điểm nhưng chưa có tài liệu kiểm chứng.", "The line claims points without evidence.",
                "Ghi tài liệu kiểm chứng, hoặc giải trình vì sao không có.", "Name the evidence, or explain why there is none.")
            : null;
    }

    /// <summary>Nothing can prove that no task arose but words.</summary>
    private static Finding? WhyNoTask(CriteriaNode node, Position position) => position.Reason.Length > 0 ? null
        : Blocking(node, "sheet.no-task-unexplained", "Dòng này ghi không phát sinh nhiệm vụ nhưng chưa nêu lý do.", "The line says that no task arose, without a reason.",
            "Nêu lý do không phát sinh nhiệm vụ.", "Say why no task arose.");

    private static Finding? Under(EvidenceRule rule, CriteriaNode node, bool supported, bool isNamed) => rule switch
    {
        EvidenceRule.Mandatory when !supported => Blocking(node, "sheet.evidence-mandatory", "Dòng này bắt buộc có tệp hoặc văn bản được dẫn làm tài liệu kiểm chứng.", "This line must have a file or a cited document as evidence.",
            "Tải tệp lên, hoặc dẫn số, ký hiệu, ngày và cơ quan ban hành; lời giải trình không thay được.", "Add a file, or cite number, date and issuer; an explanation can't take its place."),
        EvidenceRule.OneOf when !supported && !isNamed => Blocking(node, "sheet.evidence-one-of", "Dòng này cần ít nhất một tài liệu kiểm chứng.", "This line needs at least one piece of evidence.",
            "Tải tệp lên, dẫn văn bản, hoặc ghi tên tài liệu; lời giải trình không thay được.", "Add a file, cite a document, or name it in words; an explanation can't take its place."),
        _ => null,
    };

    private static IEnumerable<Finding> OfExplanation(Sheet sheet, CriteriaNode node)
    {
        if (sheet.Agrees(node) is not { } agrees)
            yield return Blocking(node, "explanation.no-answer", "Dòng này chưa ghi đơn vị đồng ý hay không đồng ý.", "The unit hasn't said whether it agrees.",
                "Bấm Đồng ý, hoặc nhập nội dung đơn vị đề nghị cùng giải trình.", "Press Agree, or enter what the unit maintains with its explanation.");
        else if (!agrees && sheet.Positions[node.Code].Reason.Length == 0)
            yield return Blocking(node, "explanation.no-reason", "Đơn vị không đồng ý nhưng chưa giải trình.", "The unit disagrees without an explanation.",
                "Ghi giải trình và tài liệu bổ sung.", "Write the explanation and name the added evidence.");
        else if (!agrees && EvidenceOf(sheet, node, sheet.Positions[node.Code]) is { } lacking)
            yield return lacking;
    }

    private static Finding Warning(CriteriaNode node, string code, string vi, string en, string remedyVi, string remedyEn) =>
        new(Severity.Warning, node, new(code, Named(node), new(vi, en), new(remedyVi, remedyEn)));

    private static Finding Blocking(CriteriaNode node, string code, string vi, string en, string remedyVi, string remedyEn) =>
        new(Severity.Blocking, node, new(code, Named(node), new(vi, en), new(remedyVi, remedyEn)));

    private static string Named(CriteriaNode node) => $"{node.Number} {node.Name.Vi}";
}
