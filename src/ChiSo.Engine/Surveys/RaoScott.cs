using MathNet.Numerics.LinearAlgebra;

namespace ChiSo.Engine.Surveys;

/// <summary>Whether two classifications of the same people are independent, such as unit and answer.</summary>
/// <param name="F">Pearson's chi-squared over the trace of the generalised design effects.</param>
/// <param name="Numerator">Degrees of freedom after Satterthwaite.</param>
/// <param name="Denominator">The same times those of the design.</param>
public sealed record RaoScott(double F, double Numerator, double Denominator)
{
    public double PValue => Quantile.FisherUpper(F, Numerator, Denominator);

    /// <remarks>Source: Rao &amp; Scott (1984), Annals of Statistics 12, second-order correction with the F reference of Thomas &amp; Rao (1987), JASA 82.</remarks>
    /// <param name="domain">The rows both are known of; <c>null</c> for all.</param>
    /// <returns>A problem where a classification has one group only, or the sample has no degrees of freedom.</returns>
    public static Result<RaoScott> Independence(SurveyDesign design, string name, Grouping first, Grouping second, Domain? domain = null)
    {
        var (rows, columns) = (first.Names.Length, second.Names.Length);
        var degrees = domain is null ? design.DegreesOfFreedom() : design.DegreesOfFreedom(domain.Members.AsSpan());
        if (rows < 2 || columns < 2)
            return new Problem("survey.one-group", name, new("Chỉ có một nhóm, nên không có gì để so sánh.", "There is one group only, so there is nothing to compare."), new("Chọn một cách phân nhóm khác.", "Choose another classification."));
        if (degrees < 1)
            return Estimate.NoDegreesOfFreedom(name);

        var cells = new List<Linearised>();
        for (var cell = 0; cell < rows * columns; cell++)
        {
            double[] isIn = [.. Enumerable.Range(0, design.Rows).Select(row => (first.Codes[row] * columns) + second.Codes[row] == cell ? 1.0 : 0)];
            if (!Linearise.Proportion(design, name, isIn, domain).TryGet(out var share))
                return Linearise.EmptyDomain(name, domain);
            cells.Add(share);
        }

        var shares = Vector<double>.Build.Dense(cells.Count, cell => cells[cell].Value);
        var effects = DesignEffects(shares, Matrix<double>.Build.DenseOfArray(Variance.Covariance(design, cells)), rows, columns, design.Rows);
        var trace = effects.Trace();
        var numerator = trace * trace / (effects * effects).Trace();
        return new RaoScott(Pearson(shares, rows, columns, design.Rows) / trace, numerator, numerator * degrees);
    }

    /// <summary>Generalised design effects of the contrasts that vanish under independence of main effects.</summary>
    private static Matrix<double> DesignEffects(Vector<double> shares, Matrix<double> covariance, int rows, int columns, int respondents)
    {
        var contrasts = Interactions(rows, columns);
        var inverse = Matrix<double>.Build.DenseOfDiagonalVector(shares.Map(share => share == 0 ? 0 : 1 / share));
        var simple = contrasts.TransposeThisAndMultiply(inverse / respondents) * contrasts;
        var actual = contrasts.TransposeThisAndMultiply(inverse) * covariance * inverse * contrasts;
        return simple.Solve(actual);
    }

    /// <summary>Products of a group indicator of each side, less their means by row and column.</summary>
    private static Matrix<double> Interactions(int rows, int columns) =>
        Matrix<double>.Build.Dense(rows * columns, (rows - 1) * (columns - 1), (cell, contrast) =>
        {
            var (inRow, inColumn) = (cell / columns == 1 + (contrast / (columns - 1)), cell % columns == 1 + (contrast % (columns - 1)));
            return ((inRow ? 1 : 0) - (1.0 / rows)) * ((inColumn ? 1 : 0) - (1.0 / columns));
        });

    private static double Pearson(Vector<double> shares, int rows, int columns, int respondents)
    {
        var chiSquared = 0.0;
        for (var cell = 0; cell < shares.Count; cell++)
        {
            var (row, column) = (cell / columns, cell % columns);
            var expected = Enumerable.Range(0, columns).Sum(j => shares[(row * columns) + j]) * Enumerable.Range(0, rows).Sum(i => shares[(i * columns) + column]);
            if (expected > 0)
                chiSquared += respondents * (shares[cell] - expected) * (shares[cell] - expected) / expected;
        }

        return chiSquared;
    }
}
