using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;

namespace ChiSo.Web.Appraisal;

/// <summary>The draw of the lines that are marked twice as a file: every line it was made from with its weight, so that anybody can repeat it.</summary>
public static class DoubleDownload
{
    public static string Of(Review review, string ending) => $"{ReviewAddress.Of(review)}/double.{ending}";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/{round}/{block}/review/{stage}/double.{ending:regex(^(csv|xlsx|json)$)}", SendAsync);

    private static async Task<IResult> SendAsync(string round, string block, string stage, string ending, CurrentPerson current, Texts texts, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.ReadReview, new()) is not { } mandate || await installation.Reviews.ReadAsync(new(round, block, stage), cancel) is not { } review)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.DoubleMarkingExported, $"{round} {block}", ending, cancel);
        return ToTable(review, await installation.DoubleMarkings.DrawAsync(review, cancel), texts).Send(context, ending);
    }

    private static DeskTable ToTable(Review review, ImmutableArray<DrawnLine> lines, Texts texts) => new(
        $"double-{review.Round.Code}-{review.Block.Code}",
        $"{texts["Double_Title"]}: {texts.Say(review.Block.Name)}",
        ["unit", "unit_name", "criterion", "number", "gap", "stake", "changed", "bare", "weight", "drawn"],
        [texts["Units_Code"], texts["Units_Name"], texts["Double_Line"], texts["Double_Number"], texts["Double_Gap"], texts["Double_Stake"], texts["Double_Changed"], texts["Double_Bare"], texts["Double_Weight"], texts["Double_Drawn"]],
        [.. lines.Select(line => (ImmutableArray<TableCell>)[
            TableCell.Of(line.Unit.Code), TableCell.Of(texts.Say(line.Unit.Name)), TableCell.Of(line.Node.Code.Value), TableCell.Of(line.Node.Number.ToString()),
            TableCell.Of(line.Risk?.Gap), TableCell.Of(line.Risk?.Stake), TableCell.Of(line.Risk?.Changed), TableCell.Of(line.Risk?.Bare), TableCell.Of(line.Risk?.Weight ?? LineRisk.LeastWeight), TableCell.Of(line.IsDrawn ? 1 : 0)])]);
}
