using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using MimeKit;

namespace ChiSo.Application.Surveys.Mailing;

/// <summary>Somebody to be invited by mail.</summary>
/// <param name="Language">vi, en or km.</param>
public sealed record Contact(Invitee To, string Address, string Language);

/// <summary>Lists of people with their addresses, as CSV or workbook.</summary>
public static class ContactFile
{
    /// <summary>Columns id, unit, email and, if any, stratum, language (vi when empty), name, address and telephone. Every fault is told by its cell.</summary>
    /// <param name="fileName">With extension.</param>
    public static Result<ImmutableArray<Contact>> Read(Stream stream, string fileName, SurveyDeclaration survey)
    {
        var read = TableFiles.Read(stream, fileName);
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var list = ImmutableArray.CreateBuilder<Contact>();
        if (reading.CheckColumns(table.Columns, ["id", "unit", "email"]))
        {
            foreach (var row in reading.Rows())
                list.Add(Read(row, survey, problems));
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : list.ToImmutable();
    }

    private static Contact Read(RowReading row, SurveyDeclaration survey, List<Problem> problems)
    {
        var (id, unit, address) = (row.Needed("id") ?? "", row.Needed("unit") ?? "", row.Needed("email") ?? "");
        var language = row.Text("language") is { Length: > 0 } typed ? typed.ToLowerInvariant() : "vi";
        if (unit.Length > 0 && survey.About(unit) is null)
            problems.Add(SurveyProblems.NoUnit(row.Cell("unit").Where, unit));
        if (address.Length > 0 && !IsAddress(address))
            problems.Add(MailProblems.Address(row.Cell("email").Where, address));
        if (MailWords.In(language) is null)
            problems.Add(MailProblems.Language(row.Cell("language").Where, language));
        return new(new(id, unit, row.Text("stratum"), row.Where) { Whereabouts = Whereabouts.Read(row, problems) }, address, language);
    }

    private static bool IsAddress(string text) => text.Length <= 254 && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1;
}
