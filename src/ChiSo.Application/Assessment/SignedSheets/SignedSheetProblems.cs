using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment.SignedSheets;

/// <summary>Why a signed sheet can't be taken.</summary>
internal static class SignedSheetProblems
{
    /// <param name="today">In Vietnam.</param>
    public static ImmutableArray<Problem> Of(Sheet sheet, RecordSignedSheet input, DateOnly today)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (sheet.State != SheetState.HandedIn)
            problems.Add(new("signed.not-handed-in", sheet.Unit.Name.Vi, new("Bảng chưa gửi trên hệ thống nên chưa nhận bản ký.", "The sheet isn't handed in, so no signed copy is taken."), new("Gửi bảng trước, rồi in, ký và nộp bản ký.", "Hand the sheet in first, then print, sign and lay it in.")));
        if (input.Number.Trim().Length == 0)
            problems.Add(new("signed.no-number", "number", new("Chưa ghi số báo cáo.", "The report's number is missing."), new("Ghi như trên bản ký: 215/BC-SNV.", "Write it as printed: 215/BC-SNV.")));
        if (input.SignedOn is not { } day || day > today)
            problems.Add(new("signed.date", "signedOn", new("Ngày ký chưa đúng hoặc chưa tới.", "The day of signing is wrong or still to come."), new("Ghi ngày trên bản ký: 05/01/2026.", "Write the day printed on it: 05/01/2026.")));
        return problems.ToImmutable();
    }

    public static Problem NoFile() => new("signed.no-file", "file", new("Chưa chọn tệp PDF đã ký.", "The signed PDF is missing."), new("Chọn bản PDF đã ký hoặc bản quét.", "Choose the signed PDF or its scan."));

    public static Problem NotPdf(string name) => new("signed.not-pdf", name, new("Tệp không phải PDF hoặc lớn hơn 50 MB.", "The file is no PDF, or larger than 50 MB."), new("Quét hoặc xuất bản ký ra PDF rồi chọn lại.", "Scan or save the signed copy as PDF and choose it again."));
}
