using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Management;

namespace ChiSo.Web.Surveys;

/// <summary>Links that were just made, as the file that is the only place they ever stand.</summary>
internal static class LinkFile
{
    /// <summary>Whether people reach the pages at such an address: http or https, and no path.</summary>
    public static bool IsHome(string address) => Uri.TryCreate(address, UriKind.Absolute, out var home) && home.Scheme is "http" or "https" && home.AbsolutePath == "/" && home.Query.Length == 0;

    /// <param name="address">Where people reach the pages, without a slash at the end.</param>
    public static string Write(string address, string survey, InvitedPeople made)
    {
        using var file = new MemoryStream();
        CsvTables.Write(file, new TableRows("links", ["id", "unit", "stratum", "link"], made.Links.Select(link => (ImmutableArray<TableCell>)
            [TableCell.Of(link.To.Reference), TableCell.Of(link.To.Unit), TableCell.Of(link.To.Stratum), TableCell.Of($"{address}/s/{survey}?k={link.Key}")])), CsvWriting.Exchanged);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
