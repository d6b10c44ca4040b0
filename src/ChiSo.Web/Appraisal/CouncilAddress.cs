using System.Globalization;
using ChiSo.Application.Appraisal;

namespace ChiSo.Web.Appraisal;

/// <summary>Where the pages of the council lie.</summary>
public static class CouncilAddress
{
    public static string Of(string round, string block) => $"/desk/{round}/{block}/council";

    public static string Of(CouncilSheet sheet) => Of(sheet.Round.Code, sheet.Block.Code);

    public static string OfLine(CouncilSheet sheet, CouncilLine line) => $"{Of(sheet)}/{Uri.EscapeDataString(line.Unit.Code)}/{Uri.EscapeDataString(line.Node.Code.Value)}";
}

/// <summary>The council's votes as a form posts them.</summary>
public sealed record VoteForm(int For, int Against, int Abstained, bool Chair)
{
    /// <summary>Fields left empty or that are no numbers count as a vote that can't be, so that the count is asked for again.</summary>
    public static VoteForm Of(IFormCollection form) => new(Number(form["for"]), Number(form["against"], whenEmpty: 0), Number(form["abstained"], whenEmpty: 0), form["chair"] == "yes");

    public Votes ToVotes() => new(For, Against, Abstained, Chair ? true : null);

    private static int Number(string? text, int whenEmpty = -1) =>
        string.IsNullOrWhiteSpace(text) ? whenEmpty : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
