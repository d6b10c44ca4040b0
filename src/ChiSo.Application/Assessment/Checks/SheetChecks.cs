using System.Collections.Immutable;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>The checks before handing in: a table, and all its findings at once, in printed order.</summary>
public static class SheetChecks
{
    private static readonly OverrideGround OnPaper = new("on-paper", new("Tài liệu chỉ có bản giấy", "The evidence lies on paper only"));
    private static readonly OverrideGround HeldElsewhere = new("held-elsewhere", new("Tài liệu do cơ quan khác giữ", "Another body holds the evidence"));
    private static readonly OverrideGround Secret = new("secret", new("Tài liệu thuộc bí mật nhà nước, không được đưa lên hệ thống", "The evidence is a state secret and may not be laid in"),
        new("Với tài liệu thuộc bí mật nhà nước: chỉ ghi lưu ở đâu, ai giữ; không ghi tên, số, nội dung hay độ mật.", "Of a state secret say only where it lies and who keeps it: not its title, number, content or level of secrecy."));

    /// <summary>Whoever answers for the sheet may take this on themselves.</summary>
    private static readonly OverrideRule ByLeader = new(Act.HandIn, new("Lãnh đạo đơn vị", "The unit's leader"), [OnPaper, HeldElsewhere]);

    /// <summary>What the criteria call a must is let through from outside the unit.</summary>
    private static readonly OverrideRule ByOffice = new(Act.OverrideCheck, new("Cơ quan thường trực (người không thuộc đơn vị)", "The standing office (nobody of the unit itself)"), [OnPaper, Secret]);

    /// <summary>Without it there are no points to compute, or a word on the line itself is all that is missing.</summary>
    private const OverrideRule? ByNobody = null;

    public static ImmutableArray<SheetCheck> Table { get; } =
    [
        new("sheet.line-empty", Severity.Blocking, new("Dòng này chưa có số liệu.", "Nothing is entered on this line."),
            new("Nhập số liệu, hoặc nhập mức không đạt nếu không thực hiện.", "Enter it, or enter what was not achieved."), ByNobody, line => line.IsEmpty),
        new("sheet.prefilled-differs", Severity.Blocking, new("Số liệu đã nhập khác số liệu điền sẵn trên dòng này.", "What is entered differs from the figures filled in on this line."),
            new("Xác nhận số liệu điền sẵn, hoặc phản ánh kèm số liệu của đơn vị và lý do.", "Confirm the pre-filled figures, or dispute them with your own value and the reason."), ByNobody, line => line.DiffersFromPrefilled),
        new("explanation.no-answer", Severity.Blocking, new("Dòng này chưa ghi đơn vị đồng ý hay không đồng ý.", "The unit hasn't said whether it agrees."),
            new("Bấm Đồng ý, hoặc nhập nội dung đơn vị đề nghị cùng giải trình.", "Press Agree, or enter what the unit maintains with its explanation."), ByNobody, line => line.Sheet.IsExplanation && line.Agrees is null),
        new("explanation.no-reason", Severity.Blocking, new("Đơn vị không đồng ý nhưng chưa giải trình.", "The unit disagrees without an explanation."),
            new("Ghi giải trình và tài liệu bổ sung.", "Write the explanation and name the added evidence."), ByNobody, line => line.Agrees == false && !line.IsExplained),
        new("sheet.no-task-unexplained", Severity.Blocking, new("Dòng này ghi không phát sinh nhiệm vụ nhưng chưa nêu lý do.", "The line says that no task arose, without a reason."),
            new("Nêu lý do không phát sinh nhiệm vụ.", "Say why no task arose."), ByNobody, line => line.ClaimsPoints && line is { SaysNoTask: true, IsExplained: false, Node.Scoring.EvidenceRule: not null }),
        new("sheet.evidence-mandatory", Severity.Blocking, new("Dòng này bắt buộc có tệp hoặc văn bản được dẫn làm tài liệu kiểm chứng.", "This line must have a file or a cited document as evidence."),
            new("Tải tệp lên, hoặc dẫn số, ký hiệu, ngày và cơ quan ban hành; lời giải trình không thay được.", "Add a file, or cite number, date and issuer; an explanation can't take its place."), ByOffice,
            line => line.ClaimsPoints && line.Demands(EvidenceRule.Mandatory) && !line.IsSupported),
        new("sheet.evidence-one-of", Severity.Blocking, new("Dòng này cần ít nhất một tài liệu kiểm chứng.", "This line needs at least one piece of evidence."),
            new("Tải tệp lên, dẫn văn bản, hoặc ghi tên tài liệu; lời giải trình không thay được.", "Add a file, cite a document, or name it in words; an explanation can't take its place."), ByLeader,
            line => line.ClaimsPoints && line.Demands(EvidenceRule.OneOf) && line is { IsSupported: false, IsNamed: false }),
        new("sheet.evidence-missing", Severity.Blocking, new("Dòng này có điểm nhưng chưa có tài liệu kiểm chứng.", "The line claims points without evidence."),
            new("Ghi tài liệu kiểm chứng, hoặc giải trình vì sao không có.", "Name the evidence, or explain why there is none."), ByNobody,
            line => line.ClaimsPoints && line is { WantsWords: true, IsSupported: false, IsNamed: false, IsExplained: false }),
        new("sheet.loss-unexplained", Severity.Warning, new("Dòng này mất điểm mà chưa nêu lý do.", "Points are lost here and no reason is given."),
            new("Nêu lý do để cơ quan thẩm định hiểu.", "Say why, so that appraisers understand."), null, line => line is { LosesPoints: true, IsExplained: false }),
        new("sheet.evidence-infected", Severity.Warning, new("Một tệp kiểm chứng chứa mã độc nên không ai mở được.", "A file of evidence holds malware, so nobody can open it."),
            new("Rút tệp này, quét máy tính, rồi nộp lại bản sạch.", "Withdraw it, scan your computer, and add a clean copy."), null, line => line.Evidence.Any(row => row.Hold is FileState.Infected)),
        new("sheet.evidence-outside", Severity.Warning, new("Tài liệu kiểm chứng ban hành ngoài kỳ số liệu.", "Evidence was issued outside the data period."),
            new("Thay bằng tài liệu trong kỳ, hoặc giải trình vì sao vẫn tính.", "Replace it, or say why it still counts."), null, line => line.Evidence.Any(row => row.OutsidePeriod)),
        new("sheet.evidence-file-old", Severity.Warning, new("Một tệp kiểm chứng ghi ngày trước kỳ số liệu.", "A file of evidence says of itself a day before the data period."),
            new("Xem có phải tệp của năm trước; nếu đúng là tệp của kỳ này thì để nguyên.", "See whether it is last year's; if it is this period's, leave it."), null, line => line.Evidence.Any(row => row.DatedBefore)),
        new("sheet.evidence-seen-before", Severity.Warning, new("Tài liệu kiểm chứng đã dùng ở kỳ trước.", "Evidence was used in an earlier round."),
            new("Kiểm tra tài liệu còn đúng cho kỳ này.", "See that it still holds for this round."), null, line => line.Evidence.Any(row => row.SeenBefore)),
        new("sheet.evidence-twice", Severity.Warning, new("Một tệp đứng ở nhiều dòng, có thể bị tính trùng.", "One file supports several lines and may be counted twice."),
            new("Ghi rõ mục, trang cho từng dòng.", "Name the section and page for each line."), null, line => line.SharesFile),
        new("sheet.citation-twice", Severity.Warning, new("Một văn bản được dẫn ở nhiều dòng, có thể bị tính trùng.", "One document is cited on several lines and may be counted twice."),
            new("Ghi rõ mục, trang cho từng dòng.", "Name the section and page for each line."), null, line => line is { SharesDocument: true, SharesFile: false }),
    ];

    /// <summary>Whether a check only somebody outside the unit may let through could ever find something on the line.</summary>
    public static bool MayNeedOutside(CriteriaNode line) => line.Scoring is { EvidenceRule: EvidenceRule.Mandatory };

    /// <summary><c>null</c> when there is no such check.</summary>
    public static SheetCheck? Of(string code) => Table.FirstOrDefault(check => check.Code == code);

    /// <summary>What is found without looking at the evidence itself: all that blocks is.</summary>
    public static ImmutableArray<Finding> Find(Sheet sheet) => Find(sheet, []);

    /// <param name="evidence">What stands on the lines in this stage. What looks odd about it never blocks, since the appraiser judges it.</param>
    public static ImmutableArray<Finding> Find(Sheet sheet, ImmutableArray<EvidenceRow> evidence)
    {
        var (lines, repeated) = (evidence.ToLookup(row => row.Evidence.Criterion), RepeatedEvidence.Of(evidence));
        return [.. sheet.Own().Select(node => new CheckedLine(sheet, node, [.. lines[node.Code]], repeated)).SelectMany(line => Table.Where(check => check.Finds(line)).Select(check => new Finding(check, line.Node)))];
    }

    /// <summary>What stops the sheet from being handed in: blocking, and not let through.</summary>
    public static IEnumerable<Finding> Blocking(Sheet sheet) => Find(sheet).Where(finding => finding.Severity == Severity.Blocking && sheet.OverrideOf(finding) is null);

    /// <summary>What alone keeps a sheet from being handed in, where somebody outside the unit may let all of it through; empty where something is left for the unit itself, or nothing is in the way.</summary>
    public static ImmutableArray<Finding> OnlyOutside(Sheet sheet) => Blocking(sheet).ToImmutableArray() is var blocking && blocking.All(finding => finding.Check.IsForOutside) ? blocking : [];

    /// <summary>What was let through on the lines as they stand.</summary>
    public static ImmutableArray<LetThrough> LetThrough(Sheet sheet) => sheet.Overrides.IsEmpty ? []
        : [.. Find(sheet).Select(finding => (Finding: finding, Override: sheet.OverrideOf(finding))).Where(one => one.Override is not null).Select(one => new LetThrough(one.Finding, one.Override!))]; // asked for just before
}
