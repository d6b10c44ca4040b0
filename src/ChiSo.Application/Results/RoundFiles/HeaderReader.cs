using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Results;

/// <summary>Reads the settings of the round as a whole.</summary>
internal static partial class HeaderReader
{
    /// <summary>The round without its blocks; days that could not be read are the first of all days, beside their problems.</summary>
    public static RoundDocument Read(RowReading round)
    {
        var (from, to) = (NeededDate(round, "data_from"), NeededDate(round, "data_to"));
        if (from > to)
            round.Add("settings.data-period", round.Cell("data_to"), new("Kỳ số liệu kết thúc trước khi bắt đầu.", "The data period ends before it begins."), new("Đổi lại hai ngày.", "Swap the two days."));
        _ = round.Needed("name_vi");
        if (TakenCodes.Find(round.Text("code"), TakenCodes.OfRounds, round.Cell("code").Where) is { } taken)
            round.Add(taken);
        return new()
        {
            Code = Matching(round, "code", CodeForm(), new("Mã kỳ chỉ gồm chữ cái không dấu, chữ số và gạch nối.", "The code has letters, digits and hyphens only."), "can-tho-2023"),
            Name = round.Words("name_vi", "name_en"),
            Period = Matching(round, "period", PeriodForm(), new("Kỳ là một năm, nửa năm hoặc quý.", "The period is a year, a half-year or a quarter."), "2023, 2024-H1, 2025-Q3"),
            DataFrom = from,
            DataTo = to,
            CutOff = round.Date("cut_off") ?? to,
            Illustrative = round.YesNo("illustrative", whenEmpty: false),
            Note = round.Words("note_vi", "note_en"),
            Source = round.Text("source"),
            Stages = round.List("stages").Distinct().ToImmutableArray() is { IsEmpty: false } stages ? stages : RoundCodes.DefaultStages,
            CastingVote = round.YesNo("casting_vote", whenEmpty: false),
            Public = round.Choice("public", RoundCodes.Visibilities, Visibility.Ranking),
            Blocks = [],
        };
    }

    /// <summary>Block codes stand in addresses and names of files, so they have the form of the round's code.</summary>
    public static bool IsCode(string text) => CodeForm().IsMatch(text);

    private static DateOnly NeededDate(RowReading round, string setting) => round.Needed(setting) is null ? default : round.Date(setting) ?? default;

    private static string Matching(RowReading round, string setting, Regex form, Engine.Words what, string example)
    {
        if (round.Needed(setting) is not { } text)
            return "";
        if (!form.IsMatch(text))
            round.Add($"settings.{setting}", round.Cell(setting), what, new($"Viết như: {example}.", $"Write it like: {example}."));
        return text;
    }

    [GeneratedRegex("^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[0-9]{4}(-H[12]|-Q[1-4])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PeriodForm();
}
