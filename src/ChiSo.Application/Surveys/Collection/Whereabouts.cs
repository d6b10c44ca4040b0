using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>How somebody who was invited is found ("cách liên hệ"): for the people who visit or call, beside the invitation and never beside an answer. Each empty where nothing is known.</summary>
/// <param name="Name">Of the person.</param>
/// <param name="Place">Where they live or work.</param>
/// <param name="Telephone">As written; 8 to 15 digits.</param>
public sealed record Whereabouts(string Name, string Place, string Telephone)
{
    private const int Longest = 300;
    private const int FewestDigits = 8;
    private const int MostDigits = 15;

    /// <summary>The columns of lists that hold it; each may be left out.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["name", "address", "telephone"];

    /// <summary>Columns the list doesn't have: it says nothing of them, where an empty cell says that there is nothing.</summary>
    private ImmutableHashSet<string> absent = [];

    /// <summary>What is known once this has come: it corrects what its list tells, and leaves the rest.</summary>
    /// <param name="before"><c>null</c> for nothing.</param>
    internal Whereabouts Over(Whereabouts? before)
    {
        string Of(string column, string now, string? then) => absent.Contains(column) ? then ?? "" : now;
        return new(Of("name", Name, before?.Name), Of("address", Place, before?.Place), Of("telephone", Telephone, before?.Telephone));
    }

    /// <summary>The same from a list kept without its columns: what is empty says nothing.</summary>
    internal Whereabouts LeavingEmpty() => this with { absent = [.. Columns.Zip([Name, Place, Telephone]).Where(pair => pair.Second.Length == 0).Select(pair => pair.First)] };

    public bool Equals(Whereabouts? other) => (Name, Place, Telephone) == (other?.Name, other?.Place, other?.Telephone);

    public override int GetHashCode() => HashCode.Combine(Name, Place, Telephone);

    /// <summary>What programs call a number by: digits, with + before those of a country.</summary>
    public string Dialled => string.Concat(Telephone.Where((sign, at) => char.IsAsciiDigit(sign) || (sign == '+' && at == 0)));

    /// <returns><c>null</c> where the row says nothing of it.</returns>
    internal static Whereabouts? Read(RowReading row, ICollection<Problem> problems)
    {
        foreach (var column in Columns.Where(column => row.Text(column).Length > Longest))
            problems.Add(SurveyProblems.TooLong(row.Cell(column).Where, Longest));
        var found = new Whereabouts(row.Text("name"), row.Text("address"), row.Text("telephone"));
        if (found.Telephone.Length > 0 && !IsTelephone(found.Telephone))
            problems.Add(SurveyProblems.Telephone(row.Cell("telephone").Where, found.Telephone));
        return found == new Whereabouts("", "", "") ? null : found with { absent = [.. Columns.Where(column => !row.Has(column))] };
    }

    private static bool IsTelephone(string text) =>
        text.Count(char.IsAsciiDigit) is >= FewestDigits and <= MostDigits && text.Index().All(sign => char.IsAsciiDigit(sign.Item) || sign.Item is ' ' or '.' or '-' or '(' or ')' || (sign.Item == '+' && sign.Index == 0));
}
