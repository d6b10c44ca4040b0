using ChiSo.Application.People;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Cells of the appraisal.</summary>
internal static partial class Cells
{
    private static IEnumerable<Cell> Reviews()
    {
        const string at = Round + "/review/review1";
        (string, string) line = ("line", $"{{unit}}:{Line}:1");
        foreach (var (route, path) in new[] { (Review + "/{criterion}", $"{at}/{Line}"), (Review + "/unit/{unit}", at + "/unit/{unit}") })
        {
            yield return new(route, "Accept", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, line);
            yield return new(route, "Undo", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, line);
            yield return new(route, "Confirm", path, [Act.ConfirmAppraisal], AimKind.Line, Stages.FirstReview, line);
            yield return new(route, "Ask", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, line, ("kind", "Clarify"), ("text", "Làm rõ"));
            yield return new(route, "Appraise", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, line, ($"e.{Line}.a", "1"), ($"e.{Line}.b", "1"), ("reason", "vì sao"));
            yield return new(route, "Check", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, line, ("kind", "OnSite"), ("on", "01/06/2024"), ("place", "Trụ sở"), ("minutes", "BB 1"));
            yield return new(route, "WithdrawCheck", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, ("check", Things.Check)) { OfUnit = "noivu" };
            yield return new(route, "TakeBack", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, ("aside", Things.ReviewAside)) { OfUnit = "noivu" };
            yield return new(route, "Decide", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, ("dispute", Things.Dispute), ("seen", "1"), ("step", "Uphold"), ("reason", "Đúng")) { OfUnit = "noivu" };
            yield return new(route, "Archive", path, [Act.ReadReview], path.EndsWith(Line, StringComparison.Ordinal) ? AimKind.LinesOfCriterion : AimKind.LinesOfUnit);
            yield return new(route, "Withdraw", path, [Act.Appraise], AimKind.Line, Stages.FirstReview, ("ask", Things.Ask)) { OfUnit = "noivu" };
        }

        yield return new(Review + "/{criterion}", "Note", $"{at}/{Line}", [Act.NotePrecedent], AimKind.LinesOfCriterion, Stages.FirstReview, ("facts", "Nộp muộn"), ("decision", "Không tính"));
        yield return new(Review + "/{criterion}", "WithdrawNote", $"{at}/{Line}", [Act.NotePrecedent], AimKind.LinesOfCriterion, Stages.FirstReview, ("note", Things.Note));
        yield return new(Review + "/{criterion}/evidence.zip", "GET", $"{at}/{Line}/evidence.zip", [Act.ReadReview], AimKind.LinesOfCriterion);
        yield return new(Review + "/unit/{unit}/evidence.zip", "GET", at + "/unit/{unit}/evidence.zip", [Act.ReadReview], AimKind.LinesOfUnit);
        yield return new(Review + "/figures.xlsx", "GET", at + "/figures.xlsx", [Act.Appraise], AimKind.LinesOfBlock, Stages.FirstReview);
        yield return new(Review, "Double", at, Run, Fields: [("share", "10"), ("seed", "2025"), ("choice", "Random")]);
        yield return new(Review + "/double.{ending:regex(^(csv|xlsx|json)$)}", "GET", at + "/double.csv", [Act.ReadReview]);
        yield return new(Review, "Figures", at, [Act.Appraise], AimKind.LinesOfBlock, Stages.FirstReview);
        yield return new(Of + "/prefilled", "GET", Round + "/prefilled", [Act.PrefillFigures, Act.ReadReview], AimKind.LinesOfBlock, Stages.Self);
        yield return new(Of + "/prefilled", "POST", Round + "/prefilled", [Act.PrefillFigures], AimKind.LinesOfBlock, Stages.Self);
        yield return new(Of + "/prefilled.xlsx", "GET", Round + "/prefilled.xlsx", [Act.PrefillFigures], AimKind.LinesOfBlock, Stages.Self);
        foreach (var handler in new[] { "GET", "POST" })
            yield return new("/desk/prefilled-uploads/{id:guid}", handler, $"/desk/prefilled-uploads/{Things.PrefilledFile}", [Act.PrefillFigures], AimKind.LinesOfBlock, Stages.Self) { Owner = "thuongtruc" };
        yield return new("/desk/site-checks/{id:guid}", "GET", $"/desk/site-checks/{Things.Check}", Read, AimKind.Line) { OfUnit = "noivu" };
        foreach (var handler in new[] { "GET", "POST", "Undo" })
            yield return new("/desk/figure-uploads/{id:guid}", handler, $"/desk/figure-uploads/{Things.Figures}", [Act.Appraise], AimKind.LinesOfBlock, Stages.FirstReview) { Owner = "thamdinh" };
        foreach (var (handler, act) in new[] { ("GET", Act.ReadReview), ("Accept", Act.Appraise), ("Undo", Act.Appraise), ("Confirm", Act.ConfirmAppraisal), ("Ask", Act.Appraise), ("Appraise", Act.Appraise), ("Check", Act.Appraise), ("Interest", Act.DeclareInterest) })
        {
            yield return new(Review + "/unit/{unit}", handler, "/desk/thu-hai-cap-2024/wards/review/first_level/unit/phuong-b", [act], AimKind.Below, handler is "GET" or "Interest" ? null : Stages.FirstLevel,
                ("line", "phuong-b:CD_KH_HT:0"), ("e.CD_KH_HT.a", "1"), ("e.CD_KH_HT.b", "2"), ("kind", "Clarify"), ("text", "Làm rõ"), ("reason", "vì sao"), ("on", "01/06/2024"), ("place", "Trụ sở"), ("minutes", "BB 1"), ("ground", "Người thân")) { OfUnit = "phuong-b" };
        }

        yield return new(Review + "/unit/{unit}", "Interest", at + "/unit/{unit}", [Act.DeclareInterest], AimKind.LinesOfUnit, Fields: [("ground", "Người thân")]);
        yield return new(Review, "GET", at, [Act.ReadReview], AimKind.LinesOfBlock);
        yield return new(Review + "/{criterion}", "GET", $"{at}/{Line}", [Act.ReadReview], AimKind.LinesOfCriterion);
        yield return new(Review + "/unit/{unit}", "GET", at + "/unit/{unit}", [Act.ReadReview], AimKind.LinesOfUnit);
    }
}
