using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>A made-up survey of three stages: communes in strata, villages in communes, people in villages. Everything follows from the seed.</summary>
internal sealed class SyntheticSurvey
{
    private readonly List<Row> rows = [];

    public SyntheticSurvey(int seed = 20261123, int strata = 4)
    {
        var random = new Random(seed);
        for (var stratum = 1; stratum <= strata; stratum++)
        {
            var drawn = random.Next(3, 7);
            for (var commune = 1; commune <= drawn; commune++)
                AddCommune(random, stratum, commune, drawn + (stratum * 5));
        }
    }

    public int Count => rows.Count;

    public double[] Y => Column(row => row.Y);

    public double[] X => Column(row => row.X);

    public double[] Z => Column(row => row.Z);

    /// <summary>NaN where the person did not answer.</summary>
    public double[] Item => Column(row => row.Item);

    public ImmutableArray<double> Weights => [.. Column(row => row.Weight)];

    public Grouping Strata => Grouping.Of(rows.Select(row => $"S{row.Stratum}"));

    public Grouping Communes => Grouping.Of(rows.Select(row => $"C{row.Stratum}-{row.Commune}"));

    public Grouping Villages => Grouping.Of(rows.Select(row => $"V{row.Stratum}-{row.Commune}-{row.Village}"));

    /// <summary>Strata of one commune or two, so that some are lonely.</summary>
    public Grouping Regions => Grouping.Of(rows.Select(Region));

    public Grouping Groups => Grouping.Of(rows.Select(row => row.Group));

    public ImmutableArray<double> Population => [.. Column(_ => rows.Count * 40)];

    public ImmutableArray<double> People => [.. Column(row => rows.Count(other => other.Stratum == row.Stratum) * (10 + row.Stratum))];

    public ImmutableArray<double> Share => [.. Column(row => 0.01 * row.Stratum)];

    public ImmutableArray<double> Communes60 => [.. Column(_ => 60)];

    public ImmutableArray<double> CommunesOfStratum => [.. Column(row => row.CommunesInStratum)];

    public ImmutableArray<double> VillagesOfCommune => [.. Column(row => row.VillagesInCommune)];

    public ImmutableArray<double> PeopleOfVillage => [.. Column(row => row.PeopleInVillage)];

    public ImmutableArray<double> PeopleOfCommune => [.. Column(row => row.VillagesInCommune * 25)];

    /// <summary>The first two communes of each stratum.</summary>
    public SyntheticSurvey Pairs()
    {
        var pairs = new SyntheticSurvey(strata: 0);
        pairs.rows.AddRange(rows.Where(row => row.Commune <= 2));
        return pairs;
    }

    public void Write(string folder) => Write(folder, "answers.csv");

    public void Write(string folder, string file)
    {
        var text = new StringBuilder("stratum,psu,ssu,region,group,weight,y,x,z,item,population,people,share,psus,psus.stratum,ssus,persons,people.psu\n");
        for (var row = 0; row < rows.Count; row++)
        {
            var r = rows[row];
            text.AppendJoin(',', $"S{r.Stratum}", $"C{r.Stratum}-{r.Commune}", $"V{r.Stratum}-{r.Commune}-{r.Village}", Region(r), r.Group, N(r.Weight), N(r.Y), N(r.X), N(r.Z), N(r.Item),
                N(Population[row]), N(People[row]), N(Share[row]), N(60), N(r.CommunesInStratum), N(r.VillagesInCommune), N(r.PeopleInVillage), N(PeopleOfCommune[row])).Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, file), text.ToString());
    }

    /// <summary>The same people in another order.</summary>
    public SyntheticSurvey Shuffled(int seed)
    {
        var shuffled = new SyntheticSurvey(strata: 0);
        shuffled.rows.AddRange(rows);
        new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shuffled.rows));
        return shuffled;
    }

    private void AddCommune(Random random, int stratum, int commune, int communesInStratum)
    {
        var (villages, level) = (random.Next(2, 4), (stratum * 3) + (random.NextDouble() * 6));
        var villagesInCommune = villages + 4;
        for (var village = 1; village <= villages; village++)
        {
            var (people, peopleInVillage) = (random.Next(2, 6), random.Next(20, 60));
            for (var person = 0; person < people; person++)
            {
                var x = 2 + (random.NextDouble() * 5);
                var y = level + (1.7 * x) + (random.NextDouble() * 4);
                rows.Add(new(stratum, commune, village, "ABC"[random.Next(3)].ToString(), communesInStratum, villagesInCommune, peopleInVillage,
                    (double)communesInStratum * villagesInCommune * peopleInVillage / people / 50 * (0.6 + random.NextDouble()), y, x, random.NextDouble() < 0.75 ? 1 : 0, random.NextDouble() < 0.1 ? double.NaN : random.Next(1, 6)));
            }
        }
    }

    private static string Region(Row row) => row.Stratum switch
    {
        1 => $"R1-{Math.Min(row.Commune, 2)}",
        _ => $"R{row.Stratum}",
    };

    private double[] Column(Func<Row, double> value) => [.. rows.Select(value)];

    private static string N(double value) => double.IsNaN(value) ? "NA" : value.ToString("R", CultureInfo.InvariantCulture);

    private sealed record Row(int Stratum, int Commune, int Village, string Group, int CommunesInStratum, int VillagesInCommune, int PeopleInVillage, double Weight, double Y, double X, double Z, double Item);
}
